// expect: CE
// Types without an end: each needs two more.
template <int Depth, unsigned long Id> struct T { static constexpr unsigned long v = T<Depth - 1, 2 * Id>::v + T<Depth - 1, 2 * Id + 1>::v; };
template <unsigned long Id> struct T<0, Id> { static constexpr unsigned long v = Id; };
int main() { return T<40, 1>::v; }
