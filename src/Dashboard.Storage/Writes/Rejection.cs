namespace Dashboard.Storage.Writes;

/// <summary>A record that was not written.</summary>
/// <param name="Index">Its place in <see cref="UsageBatch.Records"/>, or after them in <see cref="UsageBatch.Results"/>, from 0.</param>
/// <param name="Reason">One short sentence.</param>
public sealed record Rejection(int Index, string Reason);
