using System.Globalization;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;
using Ringback.Files.Generation;

namespace Ringback.Workbench.Fleet;

/// <summary>Turns the fields of a file into phones.</summary>
internal sealed class FleetBinding
{
    private static readonly string[] OfThePhone = ["mac", "model", "to"];

    private readonly PhoneCatalogue _catalogue;
    private readonly FleetErrors _errors;
    private readonly FleetUse _use;
    private readonly Dictionary<MacAddress, int> _seen = [];

    private FleetBinding(PhoneCatalogue catalogue, FleetErrors errors, FleetUse use)
    {
        _use = use;
        _catalogue = catalogue;
        _errors = errors;
    }

    internal static List<FleetPhone> Bind(
        FleetDocument document, PhoneCatalogue catalogue, FleetErrors errors, FleetUse use)
    {
        FleetBinding binding = new(catalogue, errors, use);
        FleetMap defaults = document.Defaults ?? new FleetMap([], 0);
        if (defaults.Fields.FirstOrDefault(f => f.Name == "mac") is { } mac)
            errors.Add(mac.Line, "mac", "It belongs to one phone.", "Take it out of the defaults.");
        // Read on their own first, so that an error in them is told once and not for every phone.
        FleetValues shared = new(errors);
        PhoneSettings settings = binding.Settings(shared, defaults, new PhoneSettings());
        if (errors.Any) defaults = new FleetMap([.. defaults.Fields.Where(f => OfThePhone.Contains(f.Name))], 0);
        return [.. document.Phones.Select(p => binding.Phone(p, defaults, settings, shared)).OfType<FleetPhone>()];
    }

    private FleetPhone? Phone(FleetMap own, FleetMap defaults, PhoneSettings shared, FleetValues sharedValues)
    {
        FleetValues values = new(_errors);
        foreach ((string field, int line) in sharedValues.Lines) values.Lines[field] = line;
        MacAddress? mac = Mac(own);
        PhoneModel? model = Model(own, defaults);
        Goal? goal = null;
        Goal? to = model is null ? null : To(values, own, defaults, model, out goal);
        PhoneSettings settings = Settings(values, own, shared);
        return mac is null || model is null || to is null
            ? null
            : new FleetPhone(mac.Value, model, to, settings) { Goal = goal, Line = own.Line, Lines = values.Lines };
    }

    private PhoneSettings Settings(FleetValues values, FleetMap map, PhoneSettings settings)
    {
        foreach (FleetField field in map.Fields)
        {
            if (OfThePhone.Contains(field.Name)) continue;
            if (FleetFields.Find(field.Name) is { } known)
            {
                settings = known(values, settings, field);
                continue;
            }

            string? near = Nearest.Of(field.Name, FleetFields.Names)
                ?? FleetFields.Names.FirstOrDefault(n => n.Equals(field.Name, StringComparison.OrdinalIgnoreCase));
            _errors.Add(field.Line, field.Name, "There is no such field.",
                near is null ? "docs/configure.md lists the fields." : $"Did you mean {near}?");
        }

        return settings;
    }

    private MacAddress? Mac(FleetMap own)
    {
        if (Word(own, new FleetMap([], 0), "mac") is not { } text)
        {
            _errors.Add(own.Line, "mac", "It is missing.",
                "Write the twelve digits from the label on the phone's back.");
            return null;
        }

        if (!MacAddress.TryParse(text.Value, out MacAddress mac))
        {
            _errors.Add(text.Line, "mac", $"'{text.Value}' is no MAC address.",
                "Write twelve hexadecimal digits, with : or - or . between them or without; in a spreadsheet, format "
                + "the column as text.");
            return null;
        }

        if (_seen.TryAdd(mac, text.Line)) return mac;
        _errors.Add(text.Line, "mac", string.Create(CultureInfo.InvariantCulture,
            $"{mac} is there already, in line {_seen[mac]}."), "Leave one of them.");
        return null;
    }

    private PhoneModel? Model(FleetMap own, FleetMap defaults)
    {
        if (Word(own, defaults, "model") is not { } text)
        {
            _errors.Add(own.Line, "model", "It is missing.", "Write the model, such as 7960.");
            return null;
        }

        if (_catalogue.Find(text.Value) is { } model) return model;
        _errors.Add(text.Line, "model", $"'{text.Value}' is no model that is known here.",
            _catalogue.FindMeant(text.Value) is { } meant
                ? $"Did you mean {meant.Model}?"
                : "docs/phones.md lists them.");
        return null;
    }

    private Goal? To(
        FleetValues values, FleetMap own, FleetMap defaults, PhoneModel model, out Goal? goal)
    {
        goal = null;
        string accepted = _use is FleetUse.Lead ? Goal.Accepted : Goal.AcceptedOfModel;
        if (Word(own, defaults, "to") is not { } text)
        {
            _errors.Add(own.Line, "to", "It is missing.", $"Write what it is to run: {accepted}.");
            return null;
        }

        values.Lines["to"] = text.Line;
        if (LoadSpelling.Canonical(text.Value) is { } meant && meant != text.Value)
        {
            _errors.Add(text.Line, "to", $"No package is called {text.Value}.", $"Did you mean {meant}?");
            return null;
        }

        if (!Goal.TryParse(text.Value, model.FirmwareFamily, out Goal? read, out LoadFault why))
        {
            _errors.Add(text.Line, "to", why switch
            {
                LoadFault.OtherFamily => $"'{text.Value}' is a load of another family than the {model.Model}'s.",
                LoadFault.Part => $"'{text.Value}' is a part of a load.",
                _ => $"'{text.Value}' is no load that can be read.",
            }, $"Write {accepted}.");
            return null;
        }

        // What can be configured and not led to would be a phone without a goal, and be led to the one for all.
        if (_use is FleetUse.Configure || Goal.TryParse(read.Text, out goal)) return read;
        _errors.Add(text.Line, "to", $"'{text.Value}' is no goal.", $"Write {accepted}.");
        return null;
    }

    private FleetText? Word(FleetMap own, FleetMap defaults, string name)
    {
        FleetField? field = own.Fields.FirstOrDefault(f => f.Name == name)
            ?? defaults.Fields.FirstOrDefault(f => f.Name == name);
        if (field is null or { Value: FleetText }) return field?.Value as FleetText;
        _errors.Add(field.Line, name, "It is a single value.", "Write one word.");
        return new FleetText("", field.Line);
    }
}
