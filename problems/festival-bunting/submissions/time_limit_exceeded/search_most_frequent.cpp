// Compares all colours for every flag: O(n k).
#include <iostream>
#include <numeric>
#include <vector>

int main() {
    int k;
    std::cin >> k;
    std::vector<int> left(k);
    for (int &count : left) std::cin >> count;
    int n = std::accumulate(left.begin(), left.end(), 0);

    std::vector<int> bunting;
    int last = -1;
    while ((int)bunting.size() < n) {
        int best = -1;
        for (int colour = 0; colour < k; colour++) {
            if (colour != last && left[colour] > 0 && (best == -1 || left[colour] > left[best])) best = colour;
        }
        if (best == -1) {
            std::cout << "IMPOSSIBLE\n";
            return 0;
        }
        left[best]--;
        bunting.push_back(best + 1);
        last = best;
    }
    for (int colour : bunting) std::cout << colour << ' ';
    std::cout << '\n';
}
