#include <bits/stdc++.h>
using namespace std;

int main() {
    ifstream in("ledger.in");
    ofstream out("ledger.out");
    int n;
    in >> n;
    map<string, long long> owed;
    string name, what;
    long long amount;
    while (n-- && in >> name >> what >> amount) owed[name] += what == "drank" ? amount : -amount;
    vector<pair<long long, string>> debtors;
    for (auto& [who, sum] : owed)
        if (sum > 0) debtors.push_back({-sum, who});
    sort(debtors.begin(), debtors.end());
    for (auto& [sum, who] : debtors) out << who << ' ' << -sum << '\n';
    if (debtors.empty()) out << "ALL PAID\n";
}
