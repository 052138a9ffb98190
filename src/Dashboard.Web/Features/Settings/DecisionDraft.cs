using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Features.Settings;

/// <summary>What a form says: a decision, or what is wrong with it.</summary>
public sealed record DecisionDraft(DecisionBody? Body, params IReadOnlyList<string> Problems);
