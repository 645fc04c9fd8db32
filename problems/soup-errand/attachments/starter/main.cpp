#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);

    int n, m, k;
    cin >> n >> m >> k;
    vector<string> sold(n);  // sold[0]: letters sold in village 1, "-" for none
    for (string &letters : sold) cin >> letters;
    vector<array<int, 3>> paths(m);  // u, v, t
    for (auto &[u, v, t] : paths) cin >> u >> v >> t;

    int minutes = -1;  // -1 if there is no way
    // Write your solution here.

    if (minutes < 0) cout << "NO SOUP\n";
    else cout << minutes << '\n';
}
