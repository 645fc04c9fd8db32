// Dijkstra's algorithm without a heap: searches all states for the nearest one, O((n 2^k)^2).
#include <iostream>
#include <string>
#include <vector>

int main() {
    int n, m, k;
    std::cin >> n >> m >> k;
    std::vector<int> sold(n, 0);
    for (int &basket : sold) {
        std::string letters;
        std::cin >> letters;
        for (char letter : letters) {
            if (letter != '-') basket |= 1 << (letter - 'a');
        }
    }
    std::vector<std::vector<std::pair<int, int>>> paths(n);
    while (m--) {
        int u, v, t;
        std::cin >> u >> v >> t;
        paths[u - 1].push_back({v - 1, t});
        paths[v - 1].push_back({u - 1, t});
    }

    const int baskets = 1 << k, states = n * baskets, never = 2e9;
    std::vector<int> minutes(states, never);
    std::vector<bool> done(states, false);
    minutes[sold[0]] = 0;
    while (!done[states - 1]) {
        int nearest = -1;
        for (int state = 0; state < states; state++) {
            if (!done[state] && minutes[state] < never && (nearest == -1 || minutes[state] < minutes[nearest])) {
                nearest = state;
            }
        }
        if (nearest == -1) break;
        done[nearest] = true;
        for (auto [to, t] : paths[nearest / baskets]) {
            int next = to * baskets + (nearest % baskets | sold[to]);
            if (minutes[nearest] + t < minutes[next]) minutes[next] = minutes[nearest] + t;
        }
    }
    int answer = minutes[states - 1];
    std::cout << (answer == never ? "NO SOUP" : std::to_string(answer)) << '\n';
}
