using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ringback.Catalogue;

namespace Ringback.Phones.Events;

/// <summary>
/// The one JSON form of events: in the journal, on <c>serve --events json</c>, in exports. Names are lower camel case.
/// </summary>
public static class EventJson
{
    /// <summary>The options to use for events everywhere.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The options of a writer that gives the same text as <see cref="Write(PhoneEvent)"/>.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = Options.Encoder, SkipValidation = true };

    /// <summary>One line of JSON, without a line end.</summary>
    public static string Write(PhoneEvent e) => JsonSerializer.Serialize(e, Options);

    /// <summary>Writes the same line into a writer that was made with <see cref="WriterOptions"/>.</summary>
    public static void Write(Utf8JsonWriter writer, PhoneEvent e)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JsonSerializer.Serialize(writer, e, Options);
        writer.Flush();
    }

    /// <summary>Reads what <see cref="Write(PhoneEvent)"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not an event of a kind that this version knows.</exception>
    public static PhoneEvent Read(string json) =>
        JsonSerializer.Deserialize<PhoneEvent>(json, Options) ?? throw new JsonException("An event cannot be null.");

    private static JsonSerializerOptions Create()
    {
        JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
        {
            // The output goes to terminals and files, never into a page: keep apostrophes and ⏎ readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            // Events are read and written by code that was made when the program was built; what else a verb prints in
            // this form is looked at when it is printed.
            TypeInfoResolver = JsonTypeInfoResolver.Combine(EventTypes.Default, new DefaultJsonTypeInfoResolver()),
        };
        options.Converters.Add(new EventConverter());
        options.Converters.Add(new AddressConverter());
        options.Converters.Add(new MacConverter());
        options.Converters.Add(new FiniteConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        options.MakeReadOnly();
        return options;
    }

    /// <summary>
    /// An event of any kind. The framework would get to know all kinds at the first event; most starts of the program
    /// see a few of them.
    /// </summary>
    private sealed class EventConverter : JsonConverter<PhoneEvent>
    {
        public override PhoneEvent? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            string kind = KindOf(reader) ?? throw new JsonException("An event must have a kind.");
            Type type = EventKinds.Find(kind)
                ?? throw new JsonException($"No kind of event is called '{kind}' in this version.");
            return (PhoneEvent?)JsonSerializer.Deserialize(ref reader, type, options);
        }

        public override void Write(Utf8JsonWriter writer, PhoneEvent value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, value.GetType(), options);

        /// <summary>Looks for it with a reader of its own; null when it is not there or no text.</summary>
        private static string? KindOf(Utf8JsonReader ahead)
        {
            if (ahead.TokenType is not JsonTokenType.StartObject) return null;
            while (ahead.Read() && ahead.TokenType is JsonTokenType.PropertyName)
            {
                bool isKind = ahead.ValueTextEquals("kind"u8);
                if (!ahead.Read()) return null;
                if (isKind) return ahead.TokenType is JsonTokenType.String ? Text(ref ahead) : null;
                if (!ahead.TrySkip()) return null;
            }

            return null;
        }

        private static string Text(ref Utf8JsonReader reader)
        {
            try
            {
                return reader.GetString()!;
            }
            catch (InvalidOperationException e)
            {
                // Half of a character.
                throw new JsonException("An event's kind is no text.", e);
            }
        }
    }

    private sealed class AddressConverter : JsonConverter<IPAddress>
    {
        // An IPv6 address with its zone written as a number has at most 56 characters.
        private const int LongestAddress = 64;

        public override IPAddress? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            IPAddress.TryParse(reader.GetString(), out IPAddress? address)
                ? address
                : throw new JsonException("Not an IP address.");

        public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options)
        {
            Span<byte> text = stackalloc byte[LongestAddress];
            if (value.TryFormat(text, out int length)) writer.WriteStringValue(text[..length]);
            else writer.WriteStringValue(value.ToString());
        }
    }

    private sealed class MacConverter : JsonConverter<MacAddress>
    {
        public override MacAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            MacAddress.TryParse(reader.GetString(), null, out MacAddress mac)
                ? mac
                : throw new JsonException("Not a MAC address.");

        public override void Write(Utf8JsonWriter writer, MacAddress value, JsonSerializerOptions options)
        {
            Span<byte> text = stackalloc byte[MacAddress.Digits];
            value.TryFormat(text, out int length);
            writer.WriteStringValue(text[..length]);
        }
    }

    /// <summary>1e999 is JSON and reads as infinity, which cannot be written again.</summary>
    private sealed class FiniteConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.Number && reader.TryGetDouble(out double value) && double.IsFinite(value)
                ? value
                : throw new JsonException("Not a number that can be written.");

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value);
    }
}

/// <summary>What there is to know of the kinds of events for reading and writing them.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(BenchOpened))]
[JsonSerializable(typeof(OrderGiven))]
[JsonSerializable(typeof(ApprovalGiven))]
[JsonSerializable(typeof(FileChosen))]
[JsonSerializable(typeof(EventsLeftOut))]
[JsonSerializable(typeof(EventsRemoved))]
[JsonSerializable(typeof(KeepingStopped))]
[JsonSerializable(typeof(KeepingResumed))]
[JsonSerializable(typeof(AddressAsked))]
[JsonSerializable(typeof(AddressAnswered))]
[JsonSerializable(typeof(RogueDhcpAnswered))]
[JsonSerializable(typeof(NeighbourSought))]
[JsonSerializable(typeof(PhoneAnnounced))]
[JsonSerializable(typeof(AddressClaimed))]
[JsonSerializable(typeof(ServerTried))]
[JsonSerializable(typeof(SilenceNoticed))]
[JsonSerializable(typeof(AddressTaken))]
[JsonSerializable(typeof(AddressNotTaken))]
[JsonSerializable(typeof(AddressGivenBack))]
[JsonSerializable(typeof(AbuseNoticed))]
[JsonSerializable(typeof(FileAsked))]
[JsonSerializable(typeof(NameForgiven))]
[JsonSerializable(typeof(LoadValueReplaced))]
[JsonSerializable(typeof(TransferProgressed))]
[JsonSerializable(typeof(TransferEnded))]
[JsonSerializable(typeof(FileReceived))]
[JsonSerializable(typeof(PhoneSaid))]
[JsonSerializable(typeof(NameAsked))]
[JsonSerializable(typeof(AlarmReceived))]
[JsonSerializable(typeof(PhoneRegistered))]
[JsonSerializable(typeof(RegistrationRefused))]
[JsonSerializable(typeof(PhoneCalled))]
[JsonSerializable(typeof(BenchTested))]
[JsonSerializable(typeof(PhoneTold))]
[JsonSerializable(typeof(EndpointSpoke))]
[JsonSerializable(typeof(PageRead))]
[JsonSerializable(typeof(ConversionStarted))]
[JsonSerializable(typeof(ConversionRefused))]
[JsonSerializable(typeof(StepProved))]
[JsonSerializable(typeof(ConversionProved))]
internal sealed partial class EventTypes : JsonSerializerContext;
