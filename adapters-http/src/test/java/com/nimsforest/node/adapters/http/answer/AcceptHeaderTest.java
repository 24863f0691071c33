package com.nimsforest.node.adapters.http.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptHeaderTest {
    private static final String OPEN_METRICS = "application/openmetrics-text";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/openmetrics-text | true",
                "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | true",
                "text/plain, Application/OpenMetrics-Text | true",
                "application/openmetrics-text;q=0.001 | true",
                "application/openmetrics-text;q=0 | false",
                "application/openmetrics-text; q=0.000 | false",
                "application/openmetrics-text;q=0, text/plain | false",
                "application/openmetrics-text2 | false",
                "text/plain | false",
                "'' | false"
            })
    void aTypeWithAQualityOfZeroIsNotTaken(String accept, boolean names) {
        assertThat(AcceptHeader.names(accept, OPEN_METRICS)).isEqualTo(names);
    }
}
