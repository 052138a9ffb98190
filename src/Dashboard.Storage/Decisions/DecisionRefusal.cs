namespace Dashboard.Storage.Decisions;

/// <summary>One refused decision.</summary>
/// <param name="Index">Its place in the call, from 0.</param>
/// <param name="Problem">Why, for programs.</param>
/// <param name="Message">Why and what to do, for people.</param>
public sealed record DecisionRefusal(int Index, DecisionProblem Problem, string Message);
