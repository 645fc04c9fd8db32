#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);

    int n, q;
    cin >> n >> q;

    for (int i = 0; i < q; i++) {
        string kind;
        int number = 0;  // the car x or the position k
        cin >> kind;
        if (kind != "JOIN") cin >> number;

        // Write your solution here.
        if (kind == "WHERE" || kind == "WHO") cout << 0 << '\n';
    }
}
