using System.Text;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Files.Generation;
using Ringback.Workbench.Fleet;

namespace Ringback.Workbench.Tests.Fleet;

/// <summary>Files of phones in three languages, and what is wrong with them.</summary>
public sealed class FleetFileTests
{
    private const string Yaml = """
        # A bench.
        defaults:
          server: { host: pbx.example, sipPort: 5062 }
          timeZone: Europe/Berlin
          clock24: yes
        phones:
          - mac: 00:0e:84:c0:60:a6
            model: 7960
            to: sip
            label: Desk
            lines:
              - name: 0201
                password: "s;3,c\"ret"
                displayName: Jürgen
              - name: 202
            speedDials:
              - { number: 9, label: Outside }
            dialPlan:
              - { match: "9,011*", timeout: 6, tone: Bellcore-Outside }
            codec: g711alaw
          - mac: 000E.84C0.60A7
            model: CP-7940G
            to: P0030801SR02
            timeZone: Etc/UTC
        """;

    private const string Json = """
        {
          // A bench.
          "defaults": { "server": { "host": "pbx.example", "sipPort": 5062 }, "timeZone": "Europe/Berlin",
                        "clock24": true },
          "phones": [
            { "mac": "00-0e-84-c0-60-a6", "model": "7960", "to": "sip", "label": "Desk",
              "lines": [ { "name": "0201", "password": "s;3,c\"ret", "displayName": "J\u00fcrgen" }, "202" ],
              "speedDials": [ { "number": 9, "label": "Outside" } ],
              "dialPlan": [ { "match": "9,011*", "timeout": 6, "tone": "Bellcore-Outside" } ],
              "codec": "g711alaw" },
            { "mac": "000e84c060a7", "model": "CP-7940G", "to": "P0030801SR02", "timeZone": "Etc/UTC", "label": null },
          ]
        }
        """;

    private const string Csv = "mac,model,to,server.host,server.sipPort,timeZone,clock24,label,line1.name,"
        + "line1.password,line1.displayName,lines[2].name,speedDial1.number,speedDial1.label,dialPlan[1].match,"
        + "dialPlan[1].timeout,dialPlan[1].tone,codec\n"
        + "default,,,pbx.example,5062,Europe/Berlin,yes,,,,,,,,,,,\n"
        + "00:0e:84:c0:60:a6,7960,sip,,,,,Desk,0201,\"s;3,c\"\"ret\",Jürgen,202,9,Outside,\"9,011*\",6,"
        + "Bellcore-Outside,g711alaw\n\n"
        + "000E84C060A7,CP-7940G,P0030801SR02,,,Etc/UTC,,,,,,,,,,,,\n";

    [Theory]
    [InlineData("phones.yaml", Yaml)]
    [InlineData("phones.yml", Yaml)]
    [InlineData("phones.JSON", Json)]
    [InlineData("phones.csv", Csv)]
    public void The_three_languages_say_the_same(string name, string text)
    {
        FleetReading reading = Read(name, text);
        Assert.Empty(reading.Errors);
        Assert.Equal(["000E84C060A6", "000E84C060A7"], reading.Phones.Select(p => p.Mac.ToString()));
        (FleetPhone first, FleetPhone second) = (reading.Phones[0], reading.Phones[1]);
        Assert.Equal(("7960", "7940G"), (first.Model.Model, second.Model.Model));
        Assert.Equal(("sip", "P0030801SR02"), (first.To.ToString(), second.To.ToString()));
        Assert.Equal(new CallServer("pbx.example") { SipPort = 5062 }, first.Settings.Server);
        Assert.Equal(first.Settings.Server, second.Settings.Server);
        Assert.Equal(("Europe/Berlin", "Etc/UTC"), (first.Settings.TimeZone, second.Settings.TimeZone));
        Assert.True(second.Settings.Clock24);
        Assert.Equal(("Desk", null), (first.Settings.Label, second.Settings.Label));
        Assert.Equal(
        [
            new PhoneLine("0201") { Password = "s;3,c\"ret", DisplayName = "Jürgen" }, new PhoneLine("202"),
        ], first.Settings.Lines);
        Assert.Empty(second.Settings.Lines);
        Assert.Equal([new SpeedDial("9", "Outside")], first.Settings.SpeedDials);
        Assert.Equal([new DialRule("9,011*", 6) { Tone = "Bellcore-Outside" }], first.Settings.DialPlan);
        Assert.Equal(PhoneCodec.G711Alaw, first.Settings.Codec);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public void A_spreadsheet_may_part_its_cells_otherwise(char delimiter)
    {
        FleetReading reading = Read("phones.csv", $"mac{delimiter}model{delimiter}to{delimiter}label\r\n"
            + $"000E84C060A6{delimiter}7960{delimiter}sip{delimiter}\"a,b{delimiter}c\"\r\n");
        Assert.Empty(reading.Errors);
        Assert.Equal($"a,b{delimiter}c", reading.Phones[0].Settings.Label);
    }

    // Digits of other scripts are digits to some, and no numbers to others.
    [Theory]
    [InlineData("lines[١].name")]
    [InlineData("line١.name")]
    [InlineData("lines[٢]")]
    public void A_column_with_digits_of_another_script_is_told(string column)
    {
        FleetReading reading = Read("phones.csv", $"mac,model,to,{column}\n000E84C060A6,7960,sip,x\n");
        Assert.NotEmpty(reading.Errors);
        Assert.Empty(reading.Phones);
    }

    [Fact]
    public void A_row_of_stray_quotes_is_not_copied_for_each_of_them()
    {
        string row = string.Concat(Enumerable.Repeat("1\"x,", 20_000));
        long before = GC.GetAllocatedBytesForCurrentThread();
        FleetReading reading = Read("phones.csv", row);
        // Twenty thousand copies would be four gigabytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000L * row.Length);
        Assert.NotEmpty(reading.Errors);
    }

    [Fact]
    public void A_column_of_a_million_dots_is_told()
    {
        string deep = string.Concat(Enumerable.Repeat("a.", 1_000_000)) + "a";
        FleetReading reading = Read("phones.csv", $"mac,model,to,{deep}\n000E84C060A6,7960,sip,x\n");
        Assert.NotEmpty(reading.Errors);
    }

    [Fact]
    public void A_mark_at_the_beginning_is_passed_over()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("mac,model,to\n000E84C060A6,7960,sip\n")];
        Assert.Empty(FleetFile.Read("a.csv", bytes, PhoneCatalogue.BuiltIn).Errors);
    }

    [Fact]
    public void All_errors_are_told_at_once_with_line_field_and_advice()
    {
        FleetReading reading = Read("phones.yaml", """
            defaults:
              timezone: Europe/Berlin
            phones:
              - mac: 00:0e:84:c0:60
                model: 7960
                to: sip
              - mac: 000E84C060A7
                model: 7999
                to: sip
              - mac: 000E84C060A8
                model: 7961G
                to: P0S3-8-12-00
                clock24: maybe
                codec: opus
                lines:
                  - name: 201
                    pasword: x
                  - password: y
                server: { host: pbx, sipPort: 70000 }
              - mac: 00-0E-84-C0-60-A8
                model: 7961G
            """);
        Assert.Empty(reading.Phones);
        Assert.Equal(
        [
            (2, "timezone"), (4, "mac"), (8, "model"), (12, "to"), (13, "clock24"), (14, "codec"),
            (17, "lines[1].pasword"), (18, "lines[2].name"), (19, "server.sipPort"), (20, "mac"), (20, "to"),
        ], reading.Errors.Select(e => (e.Place!.Line ?? 0, e.Place.Setting)).Order());
        Assert.Contains("timeZone", reading.Errors.First(e => e.Place!.Setting == "timezone").Advice,
            StringComparison.Ordinal);
        Assert.Contains("password", reading.Errors.First(e => e.Place!.Setting == "lines[1].pasword").Advice,
            StringComparison.Ordinal);
        Assert.Contains("line 10", reading.Errors.First(e => e.Place is { Line: 20, Setting: "mac" }).Message,
            StringComparison.Ordinal);
        Assert.All(reading.Errors, e => Assert.StartsWith("phones.yaml:", e.ToString(), StringComparison.Ordinal));
        Assert.All(reading.Errors, e => Assert.NotEmpty(e.Advice));
    }

    [Fact]
    public void An_error_of_the_defaults_is_told_once()
    {
        FleetReading reading = Read("phones.yaml", """
            defaults: { clock24: maybe }
            phones:
              - { mac: 000E84C060A6, model: 7960, to: sip }
              - { mac: 000E84C060A7, model: 7960, to: sip }
            """);
        Assert.Equal([(1, "clock24")], reading.Errors.Select(e => (e.Place!.Line ?? 0, e.Place.Setting)));
    }

    [Fact]
    public void A_field_knows_its_line_also_when_it_comes_from_the_defaults()
    {
        FleetPhone phone = Read("phones.yaml", Yaml).Phones[0];
        Assert.Equal(7, phone.Line);
        Assert.Equal(4, phone.LineOf("timeZone"));
        Assert.Equal(13, phone.LineOf("lines[1].password"));
        Assert.Equal(15, phone.LineOf("lines[2].label"));
        Assert.Equal(7, phone.LineOf("voicemail"));
    }

    [Theory]
    [InlineData("phones.yaml", "phones: [", 1)]
    [InlineData("phones.yaml", "phones:\n  - mac: 1\n - x", 3)]
    [InlineData("phones.yaml", "defaults: &a { label: x }\nphones: []", 1)]
    [InlineData("phones.yaml", "phones:\n  - *a", 2)]
    [InlineData("phones.yaml", "phones:\n  - {mac: 000E84C060A6, mac: 1}", 2)]
    [InlineData("phones.yaml", "- 1", 1)]
    [InlineData("phones.yaml", "", 0)]
    [InlineData("phones.yaml", "phones: []", 0)]
    [InlineData("phones.yaml", "phones: 3", 1)]
    [InlineData("phones.yaml", "telephones: []", 1)]
    [InlineData("phones.yaml", "phones: []\n---\nphones: []", 2)]
    [InlineData("phones.yaml", "phones: [[[[[[[[[[1]]]]]]]]]]", 1)]
    [InlineData("phones.json", "{ \"phones\": [ \n { \"mac\": } ] }", 2)]
    [InlineData("phones.json", "", 1)]
    [InlineData("phones.json", "{ \"phones\": [] } x", 1)]
    [InlineData("phones.json", "[[[[[[[[[[[[1]]]]]]]]]]]]", 1)]
    [InlineData("phones.csv", "", 0)]
    [InlineData("phones.csv", "model,to\n7960,sip", 1)]
    [InlineData("phones.csv", "mac,mac\n1,2", 1)]
    [InlineData("phones.csv", "mac,model,to\n000E84C060A6,7960,sip,more", 2)]
    [InlineData("phones.csv", "mac,,to\n000E84C060A6,7960,sip", 2)]
    [InlineData("phones.csv", "mac,model,to,line0.name\n000E84C060A6,7960,sip,1", 2)]
    [InlineData("phones.txt", "mac", 0)]
    public void What_is_no_fleet_is_told_with_its_line(string name, string text, int line)
    {
        FleetReading reading = Read(name, text);
        Assert.Empty(reading.Phones);
        Assert.NotEmpty(reading.Errors);
        // 0 stands for what is wrong with the whole.
        Assert.Equal(line == 0 ? null : line, reading.Errors[0].Place!.Line);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told()
    {
        byte[] latin = [.. Encoding.Latin1.GetBytes("mac,model,to,label\n000E84C060A6,7960,sip,Jürgen\n")];
        Problem error = Assert.Single(FleetFile.Read("phones.csv", latin, PhoneCatalogue.BuiltIn).Errors);
        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fleet_has_an_end()
    {
        StringBuilder text = new("mac,model,to\n");
        for (int i = 0; i <= FleetFile.MostPhones; i++) text.Append($"{i:X12},7960,sip\n");
        Problem error = Assert.Single(Read("phones.csv", text.ToString()).Errors);
        Assert.Equal("phones", error.Place!.Setting);
    }

    [Fact]
    public void Any_cut_and_any_flipped_byte_is_read_or_refused()
    {
        const int seed = 4711;
        Random dice = new(seed);
        foreach ((string name, string text) in ((string, string)[])[("a.yaml", Yaml), ("a.json", Json), ("a.csv", Csv)])
        {
            byte[] whole = Encoding.UTF8.GetBytes(text);
            for (int cut = 0; cut < whole.Length; cut += 7)
                _ = FleetFile.Read(name, whole.AsSpan(0, cut), PhoneCatalogue.BuiltIn);
            for (int round = 0; round < 300; round++)
            {
                byte[] spoilt = [.. whole];
                for (int n = 0; n < 3; n++) spoilt[dice.Next(spoilt.Length)] = (byte)dice.Next(0x20, 0x7F);
                try
                {
                    _ = FleetFile.Read(name, spoilt, PhoneCatalogue.BuiltIn);
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    Assert.Fail($"Seed {seed}, {name}, round {round}: {e}\n{Encoding.UTF8.GetString(spoilt)}");
                }
            }
        }
    }

    [Fact]
    public void What_can_be_configured_and_not_led_to_is_told_with_its_place_and_all_at_once()
    {
        const string text = """
            phones:
              - { mac: 000E84C060A6, model: 7905, to: h323 }
              - mac: 000E84C060A7
                model: 7960
                to: P003-8-12-00
              - { mac: 000E84C060A8, model: 7960, to: sip, labl: x }
            """;
        Assert.Empty(Read("a.yaml", text.Replace(", labl: x", "", StringComparison.Ordinal)).Errors);
        FleetReading reading = FleetFile.Read(
            "a.yaml", Encoding.UTF8.GetBytes(text), PhoneCatalogue.BuiltIn, FleetUse.Lead);
        Assert.Empty(reading.Phones);
        Assert.Equal(
            [(2, "to", "'h323' is no goal."), (5, "to", "'P003-8-12-00' is no goal."),
                (6, "labl", "There is no such field.")],
            reading.Errors.Select(e => (e.Place!.Line ?? 0, e.Place.Setting, e.Message)));
    }

    [Theory]
    [InlineData("sip", "sip", 2)]
    [InlineData("SCCP ", "sccp", 2)]
    [InlineData("P0S3-8-12-00.sb2", "P0S3-8-12-00", 2)]
    public void A_phone_that_is_to_be_led_has_a_goal(string to, string goal, int line)
    {
        FleetPhone phone = Assert.Single(FleetFile.Read("a.yaml", Encoding.UTF8.GetBytes(
            $"phones:\n  - {{ mac: 000E84C060A6, model: 7960, to: '{to}' }}\n"), PhoneCatalogue.BuiltIn,
            FleetUse.Lead).Phones);
        Assert.Equal((goal, line), (phone.Goal!.Text, phone.LineOf("to")));
    }

    [Fact]
    public void One_phone_comes_from_fields()
    {
        FleetReading reading = FleetFile.Of("command line",
            [("mac", "000E84C060A6"), ("model", "7960"), ("to", "sip"), ("lines[1].name", "201")],
            PhoneCatalogue.BuiltIn);
        Assert.Empty(reading.Errors);
        Assert.Equal("201", reading.Phones[0].Settings.Lines[0].Name);
        Assert.Equal(["command line: labl: There is no such field. Did you mean label?"], FleetFile.Of("command line",
            [("mac", "000E84C060A6"), ("model", "7960"), ("to", "sip"), ("labl", "x")], PhoneCatalogue.BuiltIn)
            .Errors.Select(e => e.ToString()));
    }

    private static FleetReading Read(string name, string text) =>
        FleetFile.Read(name, Encoding.UTF8.GetBytes(text), PhoneCatalogue.BuiltIn);
}
