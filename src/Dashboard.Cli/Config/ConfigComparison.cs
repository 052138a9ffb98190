using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config;

/// <summary>A configuration beside the organisation as it stands, and what was found to differ so far.</summary>
internal sealed class ConfigComparison(Organisation organisation, ConfigFile file, long nowMs, string reason, TimeZoneInfo zone)
{
    public Organisation Organisation => organisation;

    public ConfigFile File => file;

    public long NowMs => nowMs;

    /// <summary>Days of the file are days of this zone.</summary>
    public TimeZoneInfo Zone => zone;

    public List<ConfigChange> Changes { get; } = [];

    /// <summary>What the file says that is not decided.</summary>
    public List<ConfigProblem> Notes { get; } = [];

    /// <summary>Why nothing can be applied.</summary>
    public List<ConfigProblem> Problems { get; } = [];

    /// <summary>A decision that is missing, as of now.</summary>
    public void Add(string path, string text, DecisionBody body) => Add(path, text, body, nowMs);

    /// <summary>A decision that is missing, as of an instant.</summary>
    public void Add(string path, string text, DecisionBody body, long atMs) => Changes.Add(new ConfigChange(path, text, new NewDecision(body, atMs, reason)));

    public void Note(string path, string text) => Notes.Add(new ConfigProblem(path, text));

    public void Problem(string path, string text) => Problems.Add(new ConfigProblem(path, text));

    /// <summary>From when something holds, in words; nothing when it is now.</summary>
    public string From(long atMs) => atMs == nowMs ? "" : atMs == 0 ? " from the begin" : $" from {ConfigWords.Instant(atMs, zone)}";
}
