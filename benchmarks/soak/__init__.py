"""A schedule that runs while files come, change, go and break, and while its processes are killed at random moments.

    python -m benchmarks.soak --minutes 20

At the end the database, without what vanished, must equal one made by a single clean run over the final folder, and
its history must explain what is otherwise; no run may have overlapped another, memory of the serving process must be
flat, and Prefect's own database must grow by less than 20 kB a run. Exits with 1 when one of these does not hold. Linux
only: it finds its processes in /proc.
"""
