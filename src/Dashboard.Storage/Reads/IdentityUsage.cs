using Dashboard.Credits.Money;

namespace Dashboard.Storage.Reads;

/// <summary>A sum of usage.</summary>
/// <param name="Events">Requests.</param>
/// <param name="Unpriced">Events without an amount.</param>
/// <param name="Cost">What the others cost.</param>
public readonly record struct IdentityUsage(long Events, long Unpriced, Nanodollars Cost)
{
    /// <summary>Both together.</summary>
    public static IdentityUsage operator +(IdentityUsage left, IdentityUsage right) => new(left.Events + right.Events, left.Unpriced + right.Unpriced, left.Cost + right.Cost);

    /// <summary>Both together.</summary>
    public static IdentityUsage Add(IdentityUsage left, IdentityUsage right) => left + right;
}
