#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);

    int k;
    cin >> k;
    vector<int> counts(k);  // counts[0] flags of colour 1
    for (int &count : counts) cin >> count;

    vector<int> bunting;  // the colours from left to right; empty if impossible
    // Write your solution here.

    if (bunting.empty()) cout << "IMPOSSIBLE";
    for (int colour : bunting) cout << colour << ' ';
    cout << '\n';
}
