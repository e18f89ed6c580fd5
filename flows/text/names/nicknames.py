"""Short forms of given names that stand for the long one."""

_LONG = {
    "william": "bill will billy", "robert": "bob rob bobby", "james": "jim jimmy", "thomas": "tom tommy",
    "michael": "mike", "joseph": "joe joey", "richard": "dick rick", "edward": "ed eddie", "david": "dave",
    "anthony": "tony", "benjamin": "ben", "christopher": "chris", "daniel": "dan danny", "donald": "don",
    "kenneth": "ken", "matthew": "matt", "nicholas": "nick", "samuel": "sam", "stephen": "steve", "steven": "steve",
    "timothy": "tim", "andrew": "andy", "charles": "charlie", "elizabeth": "liz", "katherine": "kate",
    "margaret": "maggie", "alexander": "alex", "vladimir": "volodymyr", "gregory": "greg", "jeffrey": "jeff",
    "lawrence": "larry", "ronald": "ron", "raymond": "ray", "peter": "pete", "patrick": "pat", "philip": "phil",
    "frederick": "fred", "deborah": "debbie", "susan": "sue", "victoria": "vicky", "zachary": "zach", "joshua": "josh",
}  # fmt: skip
SHORT = {short: long for long, shorts in _LONG.items() for short in shorts.split()}
"""Short form → long form, folded; only to tell whether two full names with one surname agree."""
