// Looks at every slab of every walk: O(n q).
#include <iostream>
#include <string>
#include <utility>

int main() {
    int n, q;
    std::string slabs;
    std::cin >> n >> q >> slabs;
    while (q--) {
        int a, b;
        std::cin >> a >> b;
        if (a > b) std::swap(a, b);
        int puddles = 0;
        for (int i = a - 1; i < b; i++) {
            if (slabs[i] == '#' && (i == a - 1 || slabs[i - 1] == '.')) puddles++;
        }
        std::cout << puddles << '\n';
    }
}
