using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion.Tests.Classification;

/// <summary>A run whose call type is known from elsewhere.</summary>
/// <param name="Record">What a source states of it.</param>
/// <param name="Label">What it really was; <see cref="Pool.Unknown"/>: what is stated does not tell, and nobody should claim to know.</param>
/// <param name="Reason">Why it is known.</param>
/// <param name="Stated">What is stated, in words.</param>
internal sealed record LabelledRun(UsageRecord Record, Pool Label, string Reason, string Stated);
