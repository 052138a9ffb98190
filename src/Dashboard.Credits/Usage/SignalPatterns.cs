using System.Collections.Immutable;

namespace Dashboard.Credits.Usage;

/// <summary>
/// The ordered patterns that tell out of credit, rate limit and overload apart: the first that matches decides. What matches none is no
/// signal. Source: facts, section 3g.
/// </summary>
/// <param name="Patterns">In order.</param>
public sealed record SignalPatterns(ImmutableArray<SignalPattern> Patterns)
{
    /// <summary>The vendor's texts as they were seen.</summary>
    public static SignalPatterns Shipped { get; } = new(
    [
        new SignalPattern { Kind = SignalKind.OutOfCredit, Text = "credit balance is too low" },
        new SignalPattern { Kind = SignalKind.OutOfCredit, Text = "enforced_spend_limit_reached" },
        new SignalPattern { Kind = SignalKind.OutOfCredit, Text = "specified API usage limits" },
        new SignalPattern { Kind = SignalKind.OutOfCredit, Text = "monthly spend limit" },
        new SignalPattern { Kind = SignalKind.OutOfCredit, Text = "spend limit reached" },
        new SignalPattern { Kind = SignalKind.OutOfCredit, Text = "out of extra usage" },
        new SignalPattern { Kind = SignalKind.OutOfCredit, Text = "credits_required" },
        new SignalPattern { Kind = SignalKind.OutOfCredit, Status = 402 },
        new SignalPattern { Kind = SignalKind.Overloaded, Text = "temporarily limiting requests (not your usage limit)" },
        new SignalPattern { Kind = SignalKind.Overloaded, Status = 529 },
        new SignalPattern { Kind = SignalKind.Overloaded, Text = "overloaded" },
        new SignalPattern { Kind = SignalKind.RateLimited, Status = 429 },
        new SignalPattern { Kind = SignalKind.RateLimited, Text = "rate limit" },
        new SignalPattern { Kind = SignalKind.RateLimited, Text = "rate_limit" },
    ]);

    /// <summary>What a refusal says about credit; null when nothing.</summary>
    /// <param name="status">The HTTP status; null when the client did not tell.</param>
    /// <param name="text">What the vendor said.</param>
    public SignalKind? Decide(int? status, string text)
    {
        foreach (var pattern in Patterns)
        {
            if (pattern.Matches(status, text))
            {
                return pattern.Kind;
            }
        }

        return null;
    }
}
