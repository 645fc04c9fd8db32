// Every group of connected peaks has its own sea level. Joining two groups moves the smaller one.
#include <iostream>
#include <utility>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, q;
    std::cin >> n >> q;
    std::vector<int> groupOf(n + 1);
    std::vector<long long> height(n + 1, 0);  // above the sea level of the peak's group
    std::vector<std::vector<int>> peaks(n + 1);
    for (int peak = 1; peak <= n; peak++) {
        groupOf[peak] = peak;
        peaks[peak] = {peak};
    }

    while (q--) {
        char kind;
        int a, b;
        std::cin >> kind >> a >> b;
        bool connected = groupOf[a] == groupOf[b];
        if (kind == '?') {
            if (connected) {
                std::cout << height[b] - height[a] << '\n';
            } else {
                std::cout << "UNKNOWN\n";
            }
            continue;
        }

        long long d;
        std::cin >> d;
        if (connected) {
            std::cout << (height[b] - height[a] == d ? "KEEP\n" : "REJECT\n");
            continue;
        }
        std::cout << "KEEP\n";
        if (peaks[groupOf[a]].size() < peaks[groupOf[b]].size()) {
            std::swap(a, b);
            d = -d;
        }
        int larger = groupOf[a], smaller = groupOf[b];
        long long rise = height[a] + d - height[b];
        for (int peak : peaks[smaller]) {
            groupOf[peak] = larger;
            height[peak] += rise;
            peaks[larger].push_back(peak);
        }
        peaks[smaller].clear();
    }
}
