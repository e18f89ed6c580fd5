-- title: What the tables hold
-- description: Every table and column with meaning, unit and example.
-- param table = %: one table only
SELECT table_name, column_name, meaning, unit, example
FROM data_dictionary
WHERE table_name LIKE :table
ORDER BY table_name, position
