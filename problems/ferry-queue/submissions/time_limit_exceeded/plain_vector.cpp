// Keeps the queue in a vector and searches it for every car: O(n q).
#include <algorithm>
#include <iostream>
#include <numeric>
#include <string>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, q;
    std::cin >> n >> q;
    std::vector<int> queue(n);
    std::iota(queue.begin(), queue.end(), 1);
    int cars = n;
    std::string kind;
    while (q--) {
        std::cin >> kind;
        if (kind == "JOIN") {
            queue.push_back(++cars);
            continue;
        }
        int number;
        std::cin >> number;
        if (kind == "WHO") {
            std::cout << queue[number - 1] << '\n';
            continue;
        }
        auto place = std::find(queue.begin(), queue.end(), number);
        if (kind == "WHERE") std::cout << place - queue.begin() + 1 << '\n';
        if (kind == "LEAVE") queue.erase(place);
        if (kind == "FRONT") std::rotate(queue.begin(), place, place + 1);
    }
}
