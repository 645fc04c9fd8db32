#include <algorithm>
#include <iostream>
#include <string>
#include <unordered_map>

struct Sides {
    int left = 0;
    int right = 0;
};

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    std::unordered_map<std::string, Sides> byColour;
    std::string colour, side;
    for (int i = 0; i < n; i++) {
        std::cin >> colour >> side;
        Sides &sides = byColour[colour];
        (side == "left" ? sides.left : sides.right)++;
    }
    int pairs = 0;
    for (const auto &entry : byColour) pairs += std::min(entry.second.left, entry.second.right);
    std::cout << pairs << ' ' << n - 2 * pairs << '\n';
}
