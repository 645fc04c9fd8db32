// Keeps the heights in 32 bits; they wrap around on long chains.
#include <cstdint>
#include <iostream>
#include <vector>

std::vector<int> parent;
std::vector<uint32_t> above;

int find(int peak) {
    while (parent[peak] != peak) {
        int next = parent[peak];
        if (parent[next] != next) {
            above[peak] += above[next];
            parent[peak] = parent[next];
        }
        peak = parent[peak];
    }
    return peak;
}

// Above the root; find makes the way to it short.
uint32_t heightOf(int peak) {
    uint32_t height = 0;
    for (; parent[peak] != peak; peak = parent[peak]) height += above[peak];
    return height;
}

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, q;
    std::cin >> n >> q;
    above.assign(n + 1, 0);
    for (int peak = 0; peak <= n; peak++) parent.push_back(peak);
    while (q--) {
        char kind;
        int a, b, d;
        std::cin >> kind >> a >> b;
        int rootA = find(a), rootB = find(b);
        uint32_t difference = heightOf(b) - heightOf(a);
        if (kind == '+') {
            std::cin >> d;
            if (rootA == rootB) {
                std::cout << (difference == (uint32_t)d ? "KEEP\n" : "REJECT\n");
            } else {
                std::cout << "KEEP\n";
                parent[rootB] = rootA;
                above[rootB] = (uint32_t)d - difference;
            }
        } else if (rootA == rootB) {
            std::cout << (int32_t)difference << '\n';
        } else {
            std::cout << "UNKNOWN\n";
        }
    }
}
