"""A bare Streamlit page: so many constant Plotly charts, which all change with the one choice above them."""

import streamlit as st

from tests.bench.constant import CHOICES, figures

chosen = st.radio("Choice", CHOICES)
for number, figure in enumerate(figures(int(st.query_params.get("charts", "4")), str(chosen))):
    st.plotly_chart(figure, key=f"chart-{number}")
