namespace Dashboard.Storage.Jobs;

/// <summary>Which runs are asked for. What is null does not narrow.</summary>
/// <param name="JobId">Of this job.</param>
/// <param name="State">In this state.</param>
/// <param name="Text">With this text in sentence, error or server, in any case.</param>
/// <param name="HasEffect">True: only runs that did something, or failed.</param>
public sealed record JobRunQuery(string? JobId = null, JobRunState? State = null, string? Text = null, bool HasEffect = false);
