// Searches the measurements that were kept for a way from a to b each time: O(n q).
#include <iostream>
#include <utility>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, q;
    std::cin >> n >> q;
    std::vector<std::vector<std::pair<int, int>>> kept(n + 1);
    std::vector<long long> height(n + 1);
    std::vector<int> seenBy(n + 1, -1);

    while (q--) {
        char kind;
        int a, b, d = 0;
        std::cin >> kind >> a >> b;
        if (kind == '+') std::cin >> d;

        std::vector<int> queue{a};
        height[a] = 0;
        seenBy[a] = q;
        for (std::size_t i = 0; i < queue.size() && seenBy[b] != q; i++) {
            for (auto [peak, rise] : kept[queue[i]]) {
                if (seenBy[peak] == q) continue;
                seenBy[peak] = q;
                height[peak] = height[queue[i]] + rise;
                queue.push_back(peak);
            }
        }

        bool connected = seenBy[b] == q;
        if (kind == '?') {
            if (connected) {
                std::cout << height[b] << '\n';
            } else {
                std::cout << "UNKNOWN\n";
            }
        } else if (connected) {
            std::cout << (height[b] == d ? "KEEP\n" : "REJECT\n");
        } else {
            std::cout << "KEEP\n";
            kept[a].push_back({b, d});
            kept[b].push_back({a, -d});
        }
    }
}
