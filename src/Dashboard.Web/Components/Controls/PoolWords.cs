using Dashboard.Credits.Usage;

namespace Dashboard.Web.Components.Controls;

/// <summary>The words for pools.</summary>
public static class PoolWords
{
    /// <summary>As a heading or a cell: <c>Programmatic</c>.</summary>
    public static string Word(Pool pool) => pool switch
    {
        Pool.Unknown => "Unknown",
        Pool.Programmatic => "Programmatic",
        Pool.Interactive => "Interactive",
        Pool.ApiKey => "API key",
    };

    /// <summary>What it means, for a choice.</summary>
    public static string Meaning(Pool pool) => pool switch
    {
        Pool.Unknown => "Leave unknown: listed on its own, draws no credit",
        Pool.Programmatic => "Programmatic: Agent SDK, claude -p, CI",
        Pool.Interactive => "Interactive: a person at the keyboard",
        Pool.ApiKey => "API key: paid by a Console key",
    };
}
