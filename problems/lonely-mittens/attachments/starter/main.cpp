#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);

    int n;
    cin >> n;
    vector<string> colour(n), side(n);
    for (int i = 0; i < n; i++) cin >> colour[i] >> side[i];

    int pairs = 0;
    // Write your solution here.

    cout << pairs << ' ' << n - 2 * pairs << '\n';
}
