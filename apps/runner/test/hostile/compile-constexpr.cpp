// expect: CE
// The compiler computes for the program.
constexpr long spin(long n) { long s = 0; for (long i = 0; i < n; i++) s += i ^ s; return s; }
constexpr long a = spin(1L << 40);
int main() { return a; }
