#include <bits/stdc++.h>
using namespace std;

// For each garden: the others to its left that it sees are those which it is at least as high as, until the first higher one.
int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n;
    cin >> n;
    long long pairs = 0;
    vector<pair<long long, int>> falling;
    for (int i = 0; i < n; i++) {
        long long height;
        cin >> height;
        int same = 1;
        while (!falling.empty() && falling.back().first <= height) {
            pairs += falling.back().second;
            if (falling.back().first == height) same += falling.back().second;
            falling.pop_back();
        }
        if (!falling.empty()) pairs++;
        falling.push_back({height, same});
    }
    cout << pairs << '\n';
}
