using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Cli.Exits;
using Ringback.Files.Configuration;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Cli.Input;

/// <summary>A port as given: a number, off, or whichever is free.</summary>
/// <param name="Port">Null is off, 0 is any free one.</param>
internal readonly record struct PortChoice(int? Port)
{
    /// <summary>As it is given; the help shows defaults this way.</summary>
    public override string ToString() => Port switch
    {
        null => "0",
        0 => "auto",
        { } port => port.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>Options that several verbs share, and the reading of their values.</summary>
internal static class Options
{
    internal static Option<string?> Library() => new("--library")
    {
        Description = "The folder with the firmware files. Default: the library in the data folder.",
        HelpName = "DIR",
    };

    internal static Option<string?> Data() => new("--data")
    {
        Description = $"The folder for the journal and the library. Default: {DataFolder.Default}",
        HelpName = "DIR",
    };

    internal static Option<bool> Json() => new("--json") { Description = "Print JSON with stable names." };

    internal static Option<string?> To() => new("--to")
    {
        Description = $"What phones are to become: {Goal.Accepted}.",
        HelpName = "GOAL",
    };

    internal static Option<string[]> Assume() => new("--assume")
    {
        Description = "Switch a named assumption of the catalogue: ID=on or ID=off. May be repeated.",
        HelpName = "ID=off",
        AllowMultipleArgumentsPerToken = false,
    };

    internal static Option<PortChoice> Port(string name, string service, int? standard) => new(name)
    {
        Description = $"{service}'s port; 0 is off, auto takes a free one.",
        HelpName = "N",
        DefaultValueFactory = _ => new PortChoice(standard),
        CustomParser = result => ReadPort(result, name),
    };

    internal static Option<int> PagesPort()
    {
        Option<int> option = new("--pages-port")
        {
            Description = "Where phones that have registered are asked for their own web pages, which say load and "
                + "serial number; 0 asks none.",
            HelpName = "N",
            DefaultValueFactory = _ => 80,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > ushort.MaxValue)
                result.AddError("--pages-port takes a port, or 0.");
        });
        return option;
    }

    internal static Goal? GoalOf(string? text)
    {
        if (text is null) return null;
        if (Slip(text) is { } slip) throw new UnusableException(slip);
        return Goal.TryParse(text, out Goal? goal)
            ? goal
            : throw new UnusableException($"'{text}' is no goal. --to takes {Goal.Accepted}.");
    }

    /// <summary>What to say of a load's name that can only be a slip of the keyboard; null for any other.</summary>
    internal static string? Slip(string text) =>
        RoutePoint.WithoutLabel(text).Trim() is var name && LoadSpelling.Canonical(name) is { } meant && meant != name
            ? $"no package is called {name}. Did you mean {meant}?"
            : null;

    internal static PhoneCatalogue Catalogue(string[]? assumptions)
    {
        PhoneCatalogue catalogue = PhoneCatalogue.BuiltIn;
        foreach (string text in assumptions ?? [])
        {
            string[] parts = text.Split('=');
            bool? holds = parts.Length == 2 ? parts[1] switch { "on" => true, "off" => false, _ => null } : null;
            PhoneCatalogue? switched = holds is { } h ? catalogue.WithAssumption(parts[0], h) : null;
            string known = string.Join(", ", catalogue.Families.SelectMany(f => f.Assumptions).Select(a => a.Id));
            catalogue = switched ?? throw new UnusableException(
                $"'{text}' is no assumption. --assume takes ID=on or ID=off, with one of: {known}.");
        }

        return catalogue;
    }

    internal static string? ExistingFolder(string? folder, string option)
    {
        if (folder is null || Directory.Exists(folder)) return folder;
        throw new UnusableException(File.Exists(folder)
            ? $"{option} wants a folder, and {folder} is a file. Name the folder that it lies in."
            : $"the folder {folder} of {option} does not exist. Create it, or name another one.");
    }

    private static PortChoice ReadPort(ArgumentResult result, string name)
    {
        string text = result.Tokens[0].Value;
        if (text == "auto") return new PortChoice(0);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= 65535)
            return new PortChoice(port == 0 ? null : port);
        result.AddError($"'{text}' is no port for {name}: 1 to 65535, 0 for off, or auto");
        return default;
    }
}
