#include <iostream>
#include <set>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, d;
    std::cin >> n >> d;
    std::vector<int> heights(n);
    for (int &height : heights) std::cin >> height;

    std::multiset<int> window;
    int length = 0, start = 0, left = 0;
    for (int right = 0; right < n; right++) {
        window.insert(heights[right]);
        while (*window.rbegin() - *window.begin() > d) {
            window.erase(window.find(heights[left++]));
        }
        if (right - left + 1 > length) {
            length = right - left + 1;
            start = left;
        }
    }
    std::cout << length << ' ' << start + 1 << '\n';
}
