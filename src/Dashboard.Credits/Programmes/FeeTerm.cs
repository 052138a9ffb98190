namespace Dashboard.Credits.Programmes;

/// <summary>How a seat fee is paid. The numbers are stored; never renumber.</summary>
public enum FeeTerm
{
    Monthly = 0,

    /// <summary>Paid for a year; the amount is still per month.</summary>
    Annual = 1,
}
