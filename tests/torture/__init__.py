"""What is done to dateline to see what it keeps of its promises. Short in `make test`, in full with `make torture`."""
