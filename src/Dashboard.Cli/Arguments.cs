using System.Globalization;

namespace Dashboard.Cli;

/// <summary>
/// The arguments of one command, read strictly: an option nobody declared, a missing value and an option given twice are
/// refused. <c>--name value</c> and <c>--name=value</c> are the same; <c>--</c> ends the options.
/// </summary>
public sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private Arguments(IReadOnlyList<string> positional) => Positional = positional;

    /// <summary>What is not an option, in order.</summary>
    public IReadOnlyList<string> Positional { get; }

    /// <summary>Reads the arguments. <paramref name="withValue"/> and <paramref name="flags"/> name the options, with their dashes.</summary>
    /// <exception cref="UsageException">An option that is not declared, has no value, or is given twice.</exception>
    public static Arguments Parse(IReadOnlyList<string> args, IReadOnlyList<string> withValue, IReadOnlyList<string> flags)
    {
        var positional = new List<string>();
        var parsed = new Arguments(positional);
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--")
            {
                positional.AddRange(args.Skip(i + 1));
                break;
            }

            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                positional.Add(args[i]);
                continue;
            }

            var cut = args[i].IndexOf('=', StringComparison.Ordinal);
            var name = cut < 0 ? args[i] : args[i][..cut];
            var value = string.Empty;
            if (withValue.Contains(name))
            {
                value = cut >= 0 ? args[i][(cut + 1)..]
                    : i + 1 < args.Count ? args[++i]
                    : throw new UsageException($"The option {name} needs a value.");
            }
            else if (!flags.Contains(name) || cut >= 0)
            {
                throw new UsageException(flags.Contains(name) ? $"The option {name} takes no value." : $"There is no option {name}.");
            }

            if (!parsed._values.TryAdd(name, value))
            {
                throw new UsageException($"The option {name} is given twice.");
            }
        }

        return parsed;
    }

    /// <summary>Whether the option was given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The option's value, or null when it was not given.</summary>
    public string? Value(string name) => _values.GetValueOrDefault(name);

    /// <summary>The option as a whole number, or <paramref name="otherwise"/> when it was not given.</summary>
    /// <exception cref="UsageException">Not a whole number from <paramref name="least"/> to <paramref name="most"/>.</exception>
    public int Whole(string name, int otherwise, int least, int most)
    {
        if (Value(name) is not { } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw new UsageException($"The option {name} needs a whole number from {least} to {most}.");
    }

    /// <summary>Refuses anything that is not an option.</summary>
    /// <exception cref="UsageException">There is a positional argument.</exception>
    public void NoPositional()
    {
        if (Positional.Count > 0)
        {
            throw new UsageException($"'{Positional[0]}' is not an option.");
        }
    }
}
