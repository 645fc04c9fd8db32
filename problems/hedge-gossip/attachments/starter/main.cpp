#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);

    int n;
    cin >> n;
    vector<long long> heights(n);
    for (auto& height : heights) cin >> height;

    long long pairs = 0;
    // Write your solution here.

    cout << pairs << '\n';
}
