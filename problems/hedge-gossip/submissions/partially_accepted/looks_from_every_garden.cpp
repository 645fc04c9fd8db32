// @EXPECTED_SCORE@: 50
#include <bits/stdc++.h>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<long long> heights(n);
    for (auto& height : heights) cin >> height;
    long long pairs = 0;
    for (int left = 0; left < n; left++) {
        long long highest = 0;
        for (int right = left + 1; right < n && highest <= heights[left]; right++) {
            if (highest <= heights[right]) pairs++;
            highest = max(highest, heights[right]);
        }
    }
    cout << pairs << '\n';
}
