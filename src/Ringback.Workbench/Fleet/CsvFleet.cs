using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ringback.Workbench.Fleet;

/// <summary>
/// A fleet in CSV: the first row names the fields, as they are called in errors (<c>lines[1].password</c>, or
/// <c>line1.password</c>). A row whose mac is <c>default</c> holds what the others share. Commas, semicolons and tabs
/// are told apart by the first row.
/// </summary>
internal sealed partial class CsvFleet : IDisposable
{
    private const string Default = "default";
    private const int MostColumns = 500;

    // For each stray quote the reader hands over the whole row: a long row of nothing else would be copied as often as
    // it has cells.
    private const int MostStrayQuotes = 100;

    private static readonly string[] Delimiters = [",", ";", "\t"];

    private readonly FleetErrors _errors;
    private readonly CsvReader _csv;
    private int _strayQuotes;

    private CsvFleet(string text, FleetErrors errors)
    {
        _errors = errors;
        _csv = new CsvReader(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = Delimiter(text),
            AllowComments = true,
            TrimOptions = TrimOptions.Trim,
            BadDataFound = Complain,
        });
    }

    internal static FleetDocument? Read(string text, FleetErrors errors)
    {
        using CsvFleet fleet = new(text, errors);
        try
        {
            return fleet.Read();
        }
        catch (BadDataException)
        {
            // Of what is wrong so often enough has been told.
            return null;
        }
    }

    public void Dispose() => _csv.Dispose();

    private void Complain(BadDataFoundArgs bad)
    {
        _errors.Add(bad.Context.Parser?.RawRow ?? 0, "", "A quote stands where none belongs.",
            "Put the whole value into quotes, and double those inside it.");
        if (++_strayQuotes > MostStrayQuotes) throw new BadDataException("", "", bad.Context);
    }

    private FleetDocument? Read()
    {
        if (!_csv.Read())
        {
            _errors.Add(0, "", "It is empty.", "Let the first row name the fields: mac, model, to and so on.");
            return null;
        }

        string[] columns = [.. (_csv.Parser.Record ?? []).Select(Name)];
        int header = _csv.Parser.RawRow;
        if (columns.Length > MostColumns) _errors.Add(header, "", "It has too many columns.", "Take some out.");
        foreach (string twice in columns.Where(c => c.Length > 0).GroupBy(c => c).Where(g => g.Count() > 1)
            .Select(g => g.Key))
        {
            _errors.Add(header, twice, "The column is there twice.", "Leave one of them.");
        }

        if (!columns.Contains("mac"))
            _errors.Add(header, "mac", "The first row does not name it.", "Let the first row name the fields.");
        if (_errors.Any) return null;
        return Rows(columns);
    }

    private FleetDocument? Rows(string[] columns)
    {
        FleetMap? defaults = null;
        List<FleetMap> phones = [];
        while (_csv.Read() && phones.Count <= FleetFile.MostPhones)
        {
            string[] cells = _csv.Parser.Record ?? [];
            int line = _csv.Parser.RawRow;
            if (cells.All(c => c.Length == 0)) continue;
            if (cells.Skip(columns.Length).Any(c => c.Length > 0))
            {
                _errors.Add(line, "", "The row has more cells than the first row has names.",
                    "Put a value with a comma into quotes.");
                continue;
            }

            FleetRow row = new(line);
            bool isDefault = false;
            for (int i = 0; i < Math.Min(columns.Length, cells.Length); i++)
            {
                if (cells[i].Length == 0) continue;
                if (columns[i] == "mac" && cells[i].Equals(Default, StringComparison.OrdinalIgnoreCase))
                    isDefault = true;
                else if (columns[i].Length == 0)
                    _errors.Add(line, "", $"'{cells[i]}' stands in a column without a name.", "Name the column.");
                else if (!row.Put(columns[i], cells[i]))
                    _errors.Add(line, columns[i], "The column's name cannot be read.", "Write it as lines[1].name.");
            }

            if (!isDefault) phones.Add(row.ToMap());
            else if (defaults is null) defaults = row.ToMap();
            else _errors.Add(line, "mac", "There is a second row of defaults.", "Leave one of them.");
        }

        return _errors.Any ? null : new FleetDocument(defaults, phones);
    }

    /// <summary><c>line2.name</c> is what people write for <c>lines[2].name</c>.</summary>
    internal static string Name(string column) => Numbered().Replace(column.Trim(), "$1s[$2].");

    private static string Delimiter(string text)
    {
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        string header = end < 0 ? text : text[..end];
        return Delimiters.MaxBy(d => header.Count(c => c == d[0]))!;
    }

    [GeneratedRegex(@"^(line|speedDial|ring|backupServer)([0-9]{1,2})\.")]
    private static partial Regex Numbered();
}
