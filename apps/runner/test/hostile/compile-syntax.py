# expect: CE
# Not Python.
print("contained"
