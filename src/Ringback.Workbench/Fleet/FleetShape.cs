namespace Ringback.Workbench.Fleet;

/// <summary>The outermost part of a YAML or JSON file: <c>defaults</c> and <c>phones</c>.</summary>
internal static class FleetShape
{
    internal const int Deepest = 8;

    internal static FleetDocument? Of(FleetNode? root, FleetErrors errors)
    {
        if (root is not FleetMap map)
        {
            errors.Add(root?.Line ?? 0, "", "It does not hold fields.",
                "Write defaults (if there are any) and phones.");
            return null;
        }

        FleetMap? defaults = null;
        List<FleetMap>? phones = null;
        foreach (FleetField field in map.Fields)
        {
            switch (field.Name)
            {
                case "defaults" when field.Value is FleetMap fields: defaults = fields; break;
                case "phones" when field.Value is FleetList list: phones = Phones(list, errors); break;
                case "defaults":
                    errors.Add(field.Line, "defaults", "It holds no fields.", "Write name and value.");
                    break;
                case "phones": errors.Add(field.Line, "phones", "It is no list.", "Write a list of phones."); break;
                default:
                    errors.Add(field.Line, field.Name, "There is no such field here.",
                        "Here stand defaults and phones.");
                    break;
            }
        }

        if (phones is null && !errors.Any) errors.Add(0, "phones", "It is missing.", "Write a list of phones.");
        return phones is null ? null : new FleetDocument(defaults, phones);
    }

    private static List<FleetMap> Phones(FleetList list, FleetErrors errors)
    {
        List<FleetMap> phones = [];
        foreach (FleetNode item in list.Items)
        {
            if (item is FleetMap phone) phones.Add(phone);
            else errors.Add(item.Line, "phones", "A phone is not a single value.", "Write mac, model, to and so on.");
        }

        return phones;
    }
}
