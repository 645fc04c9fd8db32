// Always hangs the most frequent colour that differs from the last one.
#include <iostream>
#include <queue>
#include <utility>
#include <vector>

int main() {
    int k;
    std::cin >> k;
    std::priority_queue<std::pair<int, int>> left;  // (flags left, colour)
    for (int colour = 1; colour <= k; colour++) {
        int count;
        std::cin >> count;
        left.push({count, colour});
    }

    std::vector<int> bunting;
    std::pair<int, int> last{0, 0};
    while (!left.empty()) {
        auto next = left.top();
        left.pop();
        bunting.push_back(next.second);
        if (last.first > 0) left.push(last);
        last = {next.first - 1, next.second};
    }

    if (last.first > 0) {
        std::cout << "IMPOSSIBLE\n";
        return 0;
    }
    for (int colour : bunting) std::cout << colour << ' ';
    std::cout << '\n';
}
