#include <iostream>
#include <string>
#include <utility>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, q;
    std::string slabs;
    std::cin >> n >> q >> slabs;
    slabs = "." + slabs;

    // started[i]: puddles whose first slab is among the slabs 1..i
    std::vector<int> started(n + 1, 0);
    for (int i = 1; i <= n; i++) {
        started[i] = started[i - 1] + (slabs[i] == '#' && slabs[i - 1] == '.');
    }
    while (q--) {
        int a, b;
        std::cin >> a >> b;
        if (a > b) std::swap(a, b);
        std::cout << started[b] - started[a] + (slabs[a] == '#') << '\n';
    }
}
