// expect: CE
// Nothing to start.
class Nothing {}
