#include <cstdio>

int main() {
    int n;
    if (std::scanf("%d", &n) != 1) return 1;
    int total = 0;
    int number;
    char unit;
    // Lines don't matter: the input is a sequence of numbers, each with its unit.
    while (std::scanf("%d%c", &number, &unit) == 2) {
        total += number * (unit == 'h' ? 3600 : unit == 'm' ? 60 : 1);
    }
    std::printf("%d:%02d:%02d\n", total / 3600, total / 60 % 60, total % 60);
}
