#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);

    int n, q;
    string slabs;  // slab 1 is slabs[0]
    cin >> n >> q >> slabs;

    for (int i = 0; i < q; i++) {
        int a, b;
        cin >> a >> b;

        int puddles = 0;
        // Write your solution here.

        cout << puddles << '\n';
    }
}
