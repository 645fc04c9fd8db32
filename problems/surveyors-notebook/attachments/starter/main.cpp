#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);

    int n, q;
    cin >> n >> q;

    for (int i = 0; i < q; i++) {
        char kind;
        int a, b, d = 0;
        cin >> kind >> a >> b;
        if (kind == '+') cin >> d;

        // Write your solution here.
        if (kind == '+') cout << "KEEP\n";
        else cout << "UNKNOWN\n";
    }
}
