using System.Collections.Immutable;

namespace Dashboard.Credits.Usage;

/// <summary>
/// The ordered rules that decide an event's pool: the first that matches, else the default of the source it came through, else
/// <see cref="Pool.Unknown"/>, a visible bucket. Source: law, section 4, Pool.
/// </summary>
/// <param name="Rules">In order.</param>
public sealed record PoolRules(ImmutableArray<PoolRule> Rules)
{
    /// <summary>
    /// What the vendor's entrypoints mean. Result messages and stream lines without an entrypoint are programmatic: only a
    /// headless run writes them. A transcript that states no entrypoint stays unknown.
    /// </summary>
    public static PoolRules Shipped { get; } = new(
    [
        new PoolRule { Entrypoint = "sdk-cli", Pool = Pool.Programmatic },
        new PoolRule { Entrypoint = "sdk-ts", Pool = Pool.Programmatic },
        new PoolRule { Entrypoint = "sdk-py", Pool = Pool.Programmatic },
        new PoolRule { Entrypoint = "sdk-*", Pool = Pool.Programmatic },
        new PoolRule { Entrypoint = "claude-code-github-action", Pool = Pool.Programmatic },
        new PoolRule { Entrypoint = "cli", Pool = Pool.Interactive },
        new PoolRule { Entrypoint = "claude-vscode", Pool = Pool.Interactive },
        new PoolRule { Entrypoint = "claude-desktop", Pool = Pool.Interactive },
        new PoolRule { Entrypoint = "claude-desktop-3p", Pool = Pool.Interactive },
        new PoolRule { Source = UsageSource.Result, Pool = Pool.Programmatic },
        new PoolRule { Source = UsageSource.Stream, Pool = Pool.Programmatic },
    ]);

    /// <summary>The pool of a merged event.</summary>
    /// <param name="record">The event.</param>
    /// <param name="sourceDefault">What the owner said about usage of unknown pool from this source; null when nothing.</param>
    public Pool Decide(UsageRecord record, Pool? sourceDefault = null)
    {
        foreach (var rule in Rules)
        {
            if (rule.Matches(record))
            {
                return rule.Pool;
            }
        }

        return sourceDefault ?? Pool.Unknown;
    }
}
