// @EXPECTED_SCORE@: 20
#include <bits/stdc++.h>
using namespace std;

int main() {
    int n;
    cin >> n;
    long long pairs = 0;
    vector<long long> falling;
    for (int i = 0; i < n; i++) {
        long long height;
        cin >> height;
        while (!falling.empty() && falling.back() < height) {
            pairs++;
            falling.pop_back();
        }
        if (!falling.empty()) pairs++;
        falling.push_back(height);
    }
    cout << pairs << '\n';
}
