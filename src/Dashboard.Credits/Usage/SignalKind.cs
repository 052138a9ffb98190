namespace Dashboard.Credits.Usage;

/// <summary>Why the vendor refused a request, as far as it says something about credit. The numbers are stored; never renumber.</summary>
public enum SignalKind
{
    /// <summary>There is no credit left, or a limit on spending is reached: nothing but a decision helps.</summary>
    OutOfCredit = 1,

    /// <summary>Too many requests or tokens in too short a time, or a window of the plan is used up: waiting helps.</summary>
    RateLimited = 2,

    /// <summary>The vendor's servers are busy: it says nothing about credit.</summary>
    Overloaded = 3,
}
