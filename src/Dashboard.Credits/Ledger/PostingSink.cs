namespace Dashboard.Credits.Ledger;

/// <summary>Where a cycle's postings go: into the day's flows and to whoever listens.</summary>
internal readonly struct PostingSink(int accountId, OpenDay day, Action<Posting>? listener)
{
    public int AccountId => accountId;

    public OpenDay Day => day;

    public Action<Posting>? Listener => listener;
}
