#include <functional>
#include <iostream>
#include <queue>
#include <string>
#include <tuple>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
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
    struct Path {
        int to, minutes;
    };
    std::vector<std::vector<Path>> paths(n);
    while (m--) {
        int u, v, t;
        std::cin >> u >> v >> t;
        paths[u - 1].push_back({v - 1, t});
        paths[v - 1].push_back({u - 1, t});
    }

    // Dijkstra's algorithm on states: a village together with the set of bought ingredients.
    const int everything = (1 << k) - 1, never = 2e9;
    std::vector<std::vector<int>> minutes(n, std::vector<int>(everything + 1, never));
    using State = std::tuple<int, int, int>;  // minutes, village, basket
    std::priority_queue<State, std::vector<State>, std::greater<State>> queue;
    minutes[0][sold[0]] = 0;
    queue.push({0, 0, sold[0]});
    while (!queue.empty()) {
        auto [now, village, basket] = queue.top();
        queue.pop();
        if (now > minutes[village][basket]) continue;
        for (const Path &path : paths[village]) {
            int arrival = now + path.minutes;
            int fuller = basket | sold[path.to];
            if (arrival < minutes[path.to][fuller]) {
                minutes[path.to][fuller] = arrival;
                queue.push({arrival, path.to, fuller});
            }
        }
    }

    int answer = minutes[n - 1][everything];
    std::cout << (answer == never ? "NO SOUP" : std::to_string(answer)) << '\n';
}
