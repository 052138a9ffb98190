namespace Dashboard.Credits.Programmes;

/// <summary>Who pays for a run, as far as a source or a rule can tell. Source: facts on the vendor's meters.</summary>
public static class Payers
{
    /// <summary>The seat's plan.</summary>
    public const string Plan = "plan";

    /// <summary>The Console organisation that is linked to the plan.</summary>
    public const string LinkedConsole = "linked-console";

    /// <summary>Another Console organisation: pay as you go.</summary>
    public const string OtherConsole = "other-console";

    /// <summary>All of them, in the order in which pages list them.</summary>
    public static IReadOnlyList<string> All { get; } = [Plan, LinkedConsole, OtherConsole];
}
