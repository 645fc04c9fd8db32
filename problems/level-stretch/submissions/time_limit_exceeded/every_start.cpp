// Extends a stretch from every milestone: O(n^2).
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n, d;
    std::cin >> n >> d;
    std::vector<int> heights(n);
    for (int &height : heights) std::cin >> height;

    int length = 0, start = 0;
    for (int left = 0; left + length < n; left++) {
        int low = heights[left], high = heights[left];
        int right = left;
        while (right < n) {
            low = std::min(low, heights[right]);
            high = std::max(high, heights[right]);
            if (high - low > d) break;
            right++;
        }
        if (right - left > length) {
            length = right - left;
            start = left;
        }
    }
    std::cout << length << ' ' << start + 1 << '\n';
}
