#include <bits/stdc++.h>
using namespace std;

int main() {
    ifstream in("ledger.in");
    ofstream out("ledger.out");

    int n;
    in >> n;
    vector<string> name(n), what(n);
    vector<long long> amount(n);
    for (int i = 0; i < n; i++) in >> name[i] >> what[i] >> amount[i];

    // Write your solution here, with out << ...
}
